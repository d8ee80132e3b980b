using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

internal static class DatabaseOptionsBuilderExtensions
{
    public static DbContextOptionsBuilder UseCustomerServiceDatabase(
        this DbContextOptionsBuilder builder,
        DatabaseProvider provider,
        string connectionString
    )
    {
        builder.ReplaceService<IModelCacheKeyFactory, EntityModelCacheKeyFactory>();
        builder.ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        return provider == DatabaseProvider.PostgreSql
            ? builder
                .UseNpgsql(connectionString, o => o.MigrationsAssembly("CustomerService.EntityFrameworkCore.PostgreSql"))
                .AddInterceptors(TenantConnectionInterceptor.Instance)
            : builder
                .UseSqlite(connectionString, o => o.MigrationsAssembly("CustomerService.EntityFrameworkCore.Sqlite"))
                .AddInterceptors(SqliteConnectionInterceptor.Instance);
    }
}
