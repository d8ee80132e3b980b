using System.Security.Cryptography;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Commands;

/// <summary>Makes the first person who may open the host console, and prints a password to begin with, alone on the last line.</summary>
internal sealed class CreateOperatorCommand : ICommand
{
    private const int PasswordBytes = 12;

    public string Verb => "operators create";

    public string Help => "--email ADDRESS [--name NAME] [--language en|zh-Hans] – may open the host console at /host/tenants";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = arguments.Require("email");
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(PasswordBytes)).ToLowerInvariant();
        await services
            .GetRequiredService<TenantScope>()
            .RunAsync(
                null,
                async provider =>
                {
                    var users = provider.GetRequiredService<IUserIntegrationService>();
                    if (await users.FindByEmailAsync(email, cancellationToken) is not null)
                    {
                        throw new CommandUsageException(
                            $"{email} is an operator already. A new password can be asked for at /signin/forgot on the host name."
                        );
                    }

                    await users.CreateStaffAsync(
                        email,
                        arguments.Find("name") ?? EmailAddresses.LocalPart(email),
                        RoleNames.HostOperator,
                        password,
                        arguments.Find("language") ?? "en",
                        cancellationToken
                    );
                },
                cancellationToken
            );
        Console.Error.WriteLine($"{email} can sign in at /host/signin with this password, and change it under /account:");
        Console.WriteLine(password);
        return 0;
    }
}
