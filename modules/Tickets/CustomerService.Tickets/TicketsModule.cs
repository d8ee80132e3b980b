using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Import;
using Microsoft.AspNetCore.Builder;

namespace CustomerService.Tickets;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class TicketsModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddEntityModel(builder => builder.ConfigureTickets());

    public override IReadOnlyList<VerbCommand> Verbs => [new ImportTicketsCommand()];

    public override void OnApplicationInitialization(WebApplication app) => app.MapTickets();
}
