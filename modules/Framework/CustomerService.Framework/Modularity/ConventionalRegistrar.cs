using System.Reflection;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Operations;
using CustomerService.Framework.Settings;
using CustomerService.Framework.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerService.Framework.Modularity;

/// <summary>A class that registers itself, and the interfaces of its own assembly family that it implements, with this lifetime.</summary>
public interface ITransientDependency;

/// <inheritdoc cref="ITransientDependency"/>
public interface IScopedDependency;

/// <inheritdoc cref="ITransientDependency"/>
public interface ISingletonDependency;

/// <summary>Registers by role what an assembly holds, so that a feature never has to be listed in a second place.</summary>
public static class ConventionalRegistrar
{
    private static readonly Type[] ManyImplementations =
    [
        typeof(PermissionDefinitionProvider),
        typeof(SettingDefinitionProvider),
        typeof(FeatureDefinitionProvider),
        typeof(IDataSeedContributor),
        typeof(ITimerHandler),
        typeof(HangfireBackgroundWorkerBase),
        typeof(IRepair),
        typeof(OperationHandler),
        typeof(ITenantEraser),
    ];

    public static void AddAssembly(IServiceCollection services, Assembly assembly)
    {
        LoadContracts(assembly);
        foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            AddRoles(services, type);
            AddEventHandlers(services, type);
            AddJob(services, type);
            AddServices(services, type);
        }
    }

    /// <summary>Texts are read from loaded assemblies, and a Contracts assembly may not have been touched yet.</summary>
    private static void LoadContracts(Assembly assembly)
    {
        foreach (
            var name in assembly
                .GetReferencedAssemblies()
                .Where(n => n.Name?.StartsWith("CustomerService.", StringComparison.Ordinal) == true)
        )
        {
            Assembly.Load(name);
        }
    }

    private static void AddRoles(IServiceCollection services, Type type)
    {
        foreach (var role in ManyImplementations.Where(r => r.IsAssignableFrom(type)))
        {
            services.AddTransient(type);
            services.AddTransient(role, type);
        }
    }

    private static void AddEventHandlers(IServiceCollection services, Type type)
    {
        foreach (var contract in type.GetInterfaces().Where(i => i.IsGenericType))
        {
            var definition = contract.GetGenericTypeDefinition();
            if (definition == typeof(IDistributedEventHandler<>) || definition == typeof(ILocalEventHandler<>))
            {
                services.TryAddTransient(type);
                services.AddSingleton(
                    new EventHandlerRegistration(contract.GetGenericArguments()[0], type, definition == typeof(IDistributedEventHandler<>))
                );
            }
        }
    }

    private static void AddJob(IServiceCollection services, Type type)
    {
        for (var job = type.BaseType; job is not null; job = job.BaseType)
        {
            if (job.IsGenericType && job.GetGenericTypeDefinition() == typeof(AsyncBackgroundJob<>))
            {
                services.AddTransient(job, type);
            }
        }
    }

    private static void AddServices(IServiceCollection services, Type type)
    {
        if (typeof(IApplicationService).IsAssignableFrom(type))
        {
            services.AddTransient(type);
            foreach (var contract in ServiceContracts(type))
            {
                services.AddTransient(contract, provider => ApplicationServiceProxy.Create(contract, type, provider));
            }

            return;
        }

        if (LifetimeOf(type) is not { } lifetime)
        {
            return;
        }

        services.Add(new ServiceDescriptor(type, type, lifetime));
        foreach (var contract in ServiceContracts(type))
        {
            services.Add(new ServiceDescriptor(contract, provider => provider.GetRequiredService(type), lifetime));
        }
    }

    private static ServiceLifetime? LifetimeOf(Type type) =>
        type switch
        {
            _ when typeof(ISingletonDependency).IsAssignableFrom(type) => ServiceLifetime.Singleton,
            _ when typeof(IScopedDependency).IsAssignableFrom(type) => ServiceLifetime.Scoped,
            _ when typeof(ITransientDependency).IsAssignableFrom(type) || typeof(IIntegrationService).IsAssignableFrom(type) =>
                ServiceLifetime.Transient,
            _ => null,
        };

    private static IEnumerable<Type> ServiceContracts(Type type) =>
        type.GetInterfaces()
            .Where(i =>
                !i.IsGenericType
                && i.Namespace?.StartsWith("CustomerService.", StringComparison.Ordinal) == true
                && !ManyImplementations.Contains(i)
                && i != typeof(IApplicationService)
                && i != typeof(IIntegrationService)
                && i != typeof(ITransientDependency)
                && i != typeof(IScopedDependency)
                && i != typeof(ISingletonDependency)
            );
}
