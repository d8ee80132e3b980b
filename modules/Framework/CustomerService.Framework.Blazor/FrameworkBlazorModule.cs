using System.Text.Encodings.Web;
using System.Text.Unicode;
using CustomerService.Framework.Blazor.Layouts;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Blazor.Theming;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace CustomerService.Framework.Blazor;

[DependsOn(typeof(FrameworkModule))]
public sealed class FrameworkBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            options.SnackbarConfiguration.VisibleStateDuration = 4000;
            options.SnackbarConfiguration.ShowTransitionDuration = 150;
            options.SnackbarConfiguration.HideTransitionDuration = 150;
        });
        context.Services.AddTransient<MudLocalizer, MudTexts>();
        context.Services.AddSingleton<SlotRegistry>();
        context.Services.AddSingleton<MainMenu>();
        context.Services.AddOptions<SiteLayoutOptions>();

        // Chinese as it is, three bytes a character instead of the eight of its number; what could end a text or an
        // attribute is still escaped.
        context.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }
}
