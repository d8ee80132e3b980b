using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing;

internal static class RoutingModelBuilderExtensions
{
    public static void ConfigureRouting(this ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RoutingModule).Assembly);
}
