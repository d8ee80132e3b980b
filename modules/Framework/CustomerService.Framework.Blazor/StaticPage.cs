using CustomerService.Framework.Blazor.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Framework.Blazor;

/// <summary>Base of pages that are rendered once on the server: the request is at hand.</summary>
public abstract class StaticPage : AppComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    /// <summary>A form that was sent here and that nothing took; null as a rule.</summary>
    protected UnsentForm? Unsent => Http.Features.Get<UnsentForm>();

    /// <summary>An input for a form that is shown anew: with what was typed, when it could not be taken.</summary>
    protected T Fresh<T>(T input, string prefix = "Input")
        where T : class
    {
        Unsent?.CopyTo(input, prefix);
        return input;
    }
}
