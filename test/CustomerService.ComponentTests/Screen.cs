using System.Reflection;
using Bunit;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Sla.Blazor.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace CustomerService.ComponentTests;

/// <summary>A page in memory with the product's texts, a clock that the test holds, and no database.</summary>
public abstract class Screen : BunitContext
{
    /// <summary>A Monday morning.</summary>
    protected static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly IDisposable _language = LocalizerExtensions.UseCulture("en");

    /// <summary>Texts are read from loaded assemblies.</summary>
    static Screen()
    {
        foreach (var contracts in Directory.EnumerateFiles(AppContext.BaseDirectory, "CustomerService.*.Contracts.dll"))
        {
            Assembly.Load(Path.GetFileNameWithoutExtension(contracts));
        }

        // The preview of a form speaks with the portal's words.
        Assembly.Load("CustomerService.Portal");
    }

    protected Screen()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(Now));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<JsonStringLocalizer>();
        Services.AddSingleton<IStringLocalizer>(p => p.GetRequiredService<JsonStringLocalizer>());
        Services.AddHttpContextAccessor();
        Services.AddSingleton<ICurrentTenant, CurrentTenant>();
        Services.AddSingleton<ICurrentPrincipalAccessor, CurrentPrincipalAccessor>();
        Services.AddMudServices();
        Services.AddScoped<ClockTicker>();
        Services.AddSingleton<SlotRegistry>();
    }

    protected FakeTimeProvider Time { get; }

    /// <summary>Where dialogs and lists are drawn, as beside the pages of the console. Render it before the page.</summary>
    protected IRenderedComponent<MudDialogProvider> RenderDialogs()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Render<MudPopoverProvider>();
        return Render<MudDialogProvider>(p => p.Add(x => x.CloseOnEscapeKey, true));
    }

    protected override void Dispose(bool disposing)
    {
        _language.Dispose();
        base.Dispose(disposing);
    }
}
