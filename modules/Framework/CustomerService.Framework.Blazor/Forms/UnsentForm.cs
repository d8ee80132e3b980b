using Microsoft.AspNetCore.Http;

namespace CustomerService.Framework.Blazor.Forms;

/// <summary>Why nothing took a form that somebody sent.</summary>
public enum UnsentReason
{
    /// <summary>The page had become out of date; it is shown anew, with what was typed.</summary>
    Stale,

    /// <summary>The page no longer holds this form: the ticket was closed, or the browser holds another link by now.</summary>
    Gone,

    SignedOut,

    /// <summary>Sent too often, or something failed: the error page says what.</summary>
    Failed,
}

/// <summary>
/// What somebody sent and nothing took. A feature of the request: pages fill their forms from it, layouts say why
/// (<c>UnsentNotice</c>). Nothing that it holds has been checked.
/// </summary>
/// <param name="Address">Path and query of the page that was sent to.</param>
public sealed record UnsentForm(UnsentReason Reason, IFormCollection Form, string Address)
{
    private static readonly string[] Technical = ["_handler", "Token", "ReturnUrl", "Password", ".Uploaded", "Update", "Score"];

    /// <summary>What a person typed, to be read and copied; no passwords, nothing that only the page put there.</summary>
    public IEnumerable<string> Texts =>
        Form.Where(typed => !Technical.Any(t => typed.Key.Contains(t, StringComparison.OrdinalIgnoreCase)))
            .Select(typed => typed.Value.ToString().Trim())
            .Where(text => text.Length > 0);

    /// <summary>Puts what was typed into an input's text members.</summary>
    /// <param name="input">As the page would show it without this form.</param>
    /// <param name="prefix">Name of the page's <c>[SupplyParameterFromForm]</c> property.</param>
    public void CopyTo(object input, string prefix)
    {
        foreach (var member in input.GetType().GetProperties().Where(p => p.CanWrite && p.PropertyType == typeof(string)))
        {
            if (Form.TryGetValue($"{prefix}.{member.Name}", out var text))
            {
                member.SetValue(input, text.ToString());
            }
        }
    }
}
