using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Commands;

/// <summary>Gives a workspace an administrator again when it has none who can come in.</summary>
internal sealed class GrantAdminCommand : VerbCommand
{
    private readonly Option<string> _tenant = Words.Tenant();
    private readonly Option<string> _email = Words.Email();

    public GrantAdminCommand()
        : base("grant", "makes a colleague an administrator, and active again")
    {
        Add(_tenant);
        Add(_email);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = words.GetRequiredValue(_email);
        var tenant = await Words.FindTenantAsync(words.GetRequiredValue(_tenant), services, cancellationToken);
        var admin = await services
            .GetRequiredService<TenantScope>()
            .RunAsync(
                tenant.Id,
                provider => provider.GetRequiredService<IUserIntegrationService>().MakeAdminAsync(email, cancellationToken),
                cancellationToken
            );
        Console.WriteLine($"{admin.Name} ({admin.Email}) is an administrator of {tenant.Slug}.");
        return 0;
    }
}
