using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Modularity;

/// <summary>Loads the modules that a startup module reaches through <see cref="DependsOnAttribute"/>, dependencies first.</summary>
public sealed class ModuleLoader
{
    private ModuleLoader(IReadOnlyList<CustomerServiceModule> modules)
    {
        Modules = modules;
    }

    public IReadOnlyList<CustomerServiceModule> Modules { get; }

    public IEnumerable<Assembly> Assemblies => Modules.Select(m => m.GetType().Assembly).Distinct();

    public static ModuleLoader AddModules<TStartupModule>(WebApplicationBuilder builder)
        where TStartupModule : CustomerServiceModule => AddModules(builder, typeof(TStartupModule));

    /// <inheritdoc cref="AddModules{TStartupModule}"/>
    public static ModuleLoader AddModules(WebApplicationBuilder builder, params Type[] startupModules)
    {
        var loader = new ModuleLoader([.. Sort(startupModules).Select(t => (CustomerServiceModule)Activator.CreateInstance(t)!)]);
        var context = new ServiceConfigurationContext(builder.Services, builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(loader);
        foreach (var module in loader.Modules)
        {
            ConventionalRegistrar.AddAssembly(builder.Services, module.GetType().Assembly);
            module.ConfigureServices(context);
        }

        return loader;
    }

    public void PreInitialize(WebApplication app)
    {
        foreach (var module in Modules)
        {
            module.OnPreApplicationInitialization(app);
        }
    }

    public void Initialize(WebApplication app)
    {
        foreach (var module in Modules)
        {
            module.OnApplicationInitialization(app);
        }
    }

    private static List<Type> Sort(IEnumerable<Type> startupModules)
    {
        var sorted = new List<Type>();
        foreach (var module in startupModules)
        {
            Visit(module, []);
        }

        return sorted;

        void Visit(Type module, HashSet<Type> path)
        {
            if (sorted.Contains(module))
            {
                return;
            }

            if (!path.Add(module))
            {
                throw new InvalidOperationException(
                    $"Modules depend on each other in a circle: {string.Join(" → ", path.Append(module).Select(t => t.Name))}"
                );
            }

            foreach (var dependency in module.GetCustomAttribute<DependsOnAttribute>()?.Modules ?? [])
            {
                Visit(dependency, path);
            }

            path.Remove(module);
            sorted.Add(module);
        }
    }
}
