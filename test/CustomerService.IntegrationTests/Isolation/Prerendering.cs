using System.Reflection;
using CustomerService.Web.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>
/// Lets the pages of desk and administration answer with their data in the HTML; in the product they load it over a
/// circuit. So one request shows
/// all that a page would show.
/// </summary>
internal static class Prerendering
{
    /// <summary>
    /// For the server inside of this test process. The framework has no way to change the mode afterwards; that it
    /// worked is what the walk of the own tenant proves.
    /// </summary>
    public static void SwitchOn()
    {
        var mode = (InteractiveServerRenderMode)
            typeof(App).GetField("Interactive", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        typeof(InteractiveServerRenderMode)
            .GetField($"<{nameof(InteractiveServerRenderMode.Prerender)}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!
            .SetValue(mode, true);
    }
}

/// <summary>The browser of a page that is only looked at: scrolls nowhere and remembers nothing.</summary>
internal sealed class NoScripts : IJSRuntime
{
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
}
