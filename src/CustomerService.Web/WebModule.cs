using CustomerService.Framework.Blazor;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.Modularity;

namespace CustomerService.Web;

/// <summary>The composition: modules configure, seed and map in this order.</summary>
[DependsOn(
    typeof(FrameworkEntityFrameworkCoreModule),
    typeof(FrameworkBlazorModule))]
public sealed class WebModule : CustomerServiceModule;
