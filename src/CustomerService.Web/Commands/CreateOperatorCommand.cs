using System.CommandLine;
using System.Security.Cryptography;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Commands;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Commands;

/// <summary>Makes the first person who may open the host console, and prints a password to begin with, alone on the last line.</summary>
internal sealed class CreateOperatorCommand : VerbCommand
{
    private const int PasswordBytes = 12;

    private readonly Option<string> _email = Words.Email();
    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Description = "how the person is called" };
    private readonly Option<string> _language = new("--language")
    {
        HelpName = "en|zh-Hans",
        Description = "the language of the person's screens",
        DefaultValueFactory = _ => "en",
    };

    public CreateOperatorCommand()
        : base("create", "adds a person who may open the host console at /host/tenants, and prints the password")
    {
        Add(_email);
        Add(_name);
        Add(_language);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = words.GetRequiredValue(_email);
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
                        words.GetValue(_name) ?? EmailAddresses.LocalPart(email),
                        RoleNames.HostOperator,
                        password,
                        words.GetRequiredValue(_language),
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
