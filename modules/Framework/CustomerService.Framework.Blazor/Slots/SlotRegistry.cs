using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Blazor.Slots;

/// <summary>A component that a module puts into another module's page, at a named place.</summary>
public sealed record SlotContribution(string Slot, Type Component, int Order);

public sealed class SlotRegistry(IEnumerable<SlotContribution> contributions)
{
    private readonly ILookup<string, SlotContribution> _bySlot = contributions.OrderBy(c => c.Order).ToLookup(c => c.Slot);

    public IEnumerable<SlotContribution> Of(string slot) => _bySlot[slot];
}

public static class SlotServiceCollectionExtensions
{
    public static IServiceCollection AddSlot(this IServiceCollection services, string slot, Type component, int order = 100) =>
        services.AddSingleton(new SlotContribution(slot, component, order));
}
