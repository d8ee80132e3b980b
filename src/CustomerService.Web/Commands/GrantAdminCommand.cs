using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Commands;

/// <summary>Gives a workspace an administrator again when it has none who can come in.</summary>
internal sealed class GrantAdminCommand : ICommand
{
    public string Verb => "admins grant";

    public string Help => "--tenant SLUG --email ADDRESS – makes a colleague an administrator, and active again";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var slug = arguments.Require("tenant");
        var email = arguments.Require("email");
        var tenant =
            await services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug, cancellationToken)
            ?? throw new CommandUsageException($"There is no tenant {slug}.");
        var admin = await services
            .GetRequiredService<TenantScope>()
            .RunAsync(
                tenant.Id,
                provider => provider.GetRequiredService<IUserIntegrationService>().MakeAdminAsync(email, cancellationToken),
                cancellationToken
            );
        Console.WriteLine($"{admin.Name} ({admin.Email}) is an administrator of {slug}.");
        return 0;
    }
}
