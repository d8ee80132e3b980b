using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Model;

/// <summary>What a module adds to the one model.</summary>
public sealed record EntityModelContribution(string Name, Action<ModelBuilder> Configure);

/// <summary>
/// The set of contributions; part of the model's cache key, so that hosts with different modules can live in one
/// process.
/// </summary>
public sealed class EntityModel(IEnumerable<EntityModelContribution> contributions)
{
    private readonly IReadOnlyList<EntityModelContribution> _contributions = [.. contributions];

    public string Key { get; } = string.Join('|', contributions.Select(c => c.Name));

    public void Configure(ModelBuilder modelBuilder)
    {
        foreach (var contribution in _contributions)
        {
            contribution.Configure(modelBuilder);
        }
    }
}

internal sealed class EntityModelCacheKeyFactory : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), ((Data.CustomerServiceDbContext)context).EntityModel.Key, context.Database.ProviderName, designTime);
}

public static class EntityModelServiceCollectionExtensions
{
    /// <summary>Adds a module's entities to the model.</summary>
    public static IServiceCollection AddEntityModel(this IServiceCollection services, Action<ModelBuilder> configure) =>
        services.AddSingleton(
            new EntityModelContribution(configure.Method.DeclaringType!.FullName + "." + configure.Method.Name, configure)
        );
}
