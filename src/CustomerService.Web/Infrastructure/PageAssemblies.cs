using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace CustomerService.Web.Infrastructure;

internal static class PageAssemblies
{
    public static bool HasPages(Assembly assembly) => assembly.GetTypes().Any(t => t.IsDefined(typeof(RouteAttribute), false));
}
