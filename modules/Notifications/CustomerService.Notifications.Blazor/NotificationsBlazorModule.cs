using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Notifications.Blazor.Components;
using CustomerService.Notifications.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class NotificationsBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, NotificationsMenuContributor>();
        context.Services.AddTransient<ISetupStep, MailStep>();
        context.Services.AddSlot("desk.topbar", typeof(BellMenu), 20);
    }
}

internal sealed class NotificationsMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Admin, "Notifications.Menu.Mail", "/admin/mail", "mail", 70, NotificationPermissions.Manage, MenuGroup.Channels),
            new(MenuName.Action, "Notifications.Bell.Settings", "/desk/notifications", "bell", 80),
        ];
}

/// <summary>Done when a server is set and took a mail.</summary>
internal sealed class MailStep(IMailAppService mails) : ISetupStep
{
    public string Key => "notifications.mail";

    public int Order => 60;

    public string TitleKey => "Notifications.Setup.Mail";

    public string Url => "/admin/mail";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await mails.GetListAsync(new MailListInput { State = MailState.Sent, Limit = 1 }, cancellationToken)).Items.Count > 0;
}
