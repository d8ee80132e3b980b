using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class TicketsModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddEntityModel(builder => builder.ConfigureTickets());
        services.ConfigureHttpJsonOptions(o =>
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false))
        );

        // A body that cannot be read gets problem details like every other error.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }

    public override void OnApplicationInitialization(WebApplication app) => app.MapTickets();
}
