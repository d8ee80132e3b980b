using CustomerService.Framework.Errors;
using CustomerService.Identity.Passwords;
using Microsoft.AspNetCore.Identity;

namespace CustomerService.Identity.Users;

internal static class UserManagerExtensions
{
    /// <exception cref="BusinessException">With the reason that concerns the person most.</exception>
    public static void OrThrow(this IdentityResult result)
    {
        if (result.Succeeded)
        {
            return;
        }

        var codes = result.Errors.Select(e => e.Code).ToList();
        throw new BusinessException(
            codes.Contains(nameof(IdentityErrorDescriber.PasswordMismatch)) ? IdentityErrorCodes.WrongPassword
            : codes.Contains(nameof(IdentityErrorDescriber.InvalidToken)) ? IdentityErrorCodes.LinkInvalid
            : codes.Any(c => c.StartsWith("Duplicate", StringComparison.Ordinal)) ? IdentityErrorCodes.EmailTaken
            : codes.Contains(GuessablePasswordValidator.Code) ? IdentityErrorCodes.GuessablePassword
            : codes.Any(c => c.StartsWith("Password", StringComparison.Ordinal)) ? IdentityErrorCodes.WeakPassword
            : FrameworkErrorCodes.InvalidInput
        );
    }
}
