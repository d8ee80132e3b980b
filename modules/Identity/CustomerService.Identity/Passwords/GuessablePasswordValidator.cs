using CustomerService.Framework.Emailing;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Identity;

namespace CustomerService.Identity.Passwords;

/// <summary>Refuses what is tried first, wherever a password is chosen.</summary>
internal sealed class GuessablePasswordValidator(ICurrentTenant tenant, ITenantStore tenants) : IPasswordValidator<User>
{
    public const string Code = "PasswordGuessable";
    private static readonly IdentityResult Refused = IdentityResult.Failed(new IdentityError { Code = Code });

    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var company = tenant.Id is { } id ? await tenants.FindAsync(id) : null;
        string[] names = [user.Name, user.Email, EmailAddresses.LocalPart(user.Email), company?.Name ?? "", company?.Slug ?? ""];
        return GuessablePasswords.Contains(password ?? "", names) ? Refused : IdentityResult.Success;
    }
}
