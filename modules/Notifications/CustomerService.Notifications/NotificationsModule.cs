using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Notifications.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class NotificationsModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddEntityModel(NotificationsModelBuilderExtensions.ConfigureNotifications);
        context.Services.Configure<SmtpOptions>(context.Configuration.GetSection("Smtp"));
        context.Services.AddTransient<IDoctorCheck, MailDoctorCheck>();
    }
}

internal static class NotificationsModelBuilderExtensions
{
    public static void ConfigureNotifications(this ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NotificationsModule).Assembly);
}
