using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerService.Framework.Texts;

namespace CustomerService.Web.Infrastructure;

/// <summary>How endpoints read and write JSON.</summary>
internal static class ApiJson
{
    public static void AddApiJson(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.Converters.Add(new WellFormedJsonConverter());

            // A misspelt member must not be ignored: its sender believes that it was heard.
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });

        services.AddSingleton<ApiErrors>();

        // A body that cannot be read gets problem details like every other error.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }
}
