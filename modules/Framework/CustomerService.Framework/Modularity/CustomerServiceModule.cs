using CustomerService.Framework.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustomerService.Framework.Modularity;

/// <summary>
/// A module's composition root (ABP: <c>AbpModule</c>). Handlers, services and definition providers of its assembly
/// register themselves.
/// </summary>
public abstract class CustomerServiceModule
{
    public virtual void ConfigureServices(ServiceConfigurationContext context) { }

    /// <summary>Adds middleware that must run before authentication, such as finding the tenant.</summary>
    public virtual void OnPreApplicationInitialization(WebApplication app) { }

    /// <summary>Of the command line; the host says under which words they stand.</summary>
    public virtual IReadOnlyList<VerbCommand> Verbs => [];

    /// <summary>Maps endpoints and middleware, after every module it depends on.</summary>
    public virtual void OnApplicationInitialization(WebApplication app) { }
}

public sealed record ServiceConfigurationContext(IServiceCollection Services, IConfiguration Configuration, IHostEnvironment Environment);

/// <summary>Names the modules that must be configured before this one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DependsOnAttribute(params Type[] modules) : Attribute
{
    public IReadOnlyList<Type> Modules { get; } = modules;
}
