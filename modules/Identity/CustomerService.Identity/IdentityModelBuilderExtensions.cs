using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity;

internal static class IdentityModelBuilderExtensions
{
    public static void ConfigureIdentity(this ModelBuilder builder) =>
        builder.ApplyConfigurationsFromAssembly(typeof(IdentityModelBuilderExtensions).Assembly);
}
