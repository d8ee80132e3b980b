using CustomerService.Identity.Roles;
using Microsoft.Extensions.Localization;

namespace CustomerService.Identity.Blazor.Admin;

internal static class RoleTexts
{
    /// <summary>An own role's name, or the built-in one's in the reader's language.</summary>
    public static string TextOf(this RoleDto role, IStringLocalizer localizer) =>
        role.DisplayName ?? localizer[$"Identity.Role.{role.Name}"];
}
