using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;

namespace CustomerService.Routing.Escalations;

/// <summary>S4: the steps that are climbed while a broken promise stays broken.</summary>
[Audited]
internal sealed class Ladder : AggregateRoot
{
    private readonly List<LadderStep> _steps = [];

    private Ladder()
    {
    }

    public Ladder(string name, bool isDefault)
    {
        (Name, IsDefault) = (name, isDefault);
    }

    public string Name { get; private set; } = "";

    /// <summary>For all request types that no other ladder names; one per tenant.</summary>
    public bool IsDefault { get; private set; }

    public List<string> RequestTypeKeys { get; private set; } = [];

    public IReadOnlyList<LadderStep> Steps => _steps;

    public void Rename(string name) => Name = name.Trim();

    public void ServeRequestTypes(IEnumerable<string> keys) => RequestTypeKeys = IsDefault ? [] : [.. keys.Distinct()];

    /// <exception cref="BusinessException">A step comes before its predecessor, or does nothing.</exception>
    public void SetSteps(IEnumerable<LadderStep> steps)
    {
        var list = steps.ToList();
        if (list.Zip(list.Skip(1)).Any(pair => pair.Second.OffsetMinutes < pair.First.OffsetMinutes))
        {
            throw new BusinessException(RoutingErrorCodes.StepsNotInOrder);
        }

        if (list.Exists(s => s.IsIdle))
        {
            throw new BusinessException(RoutingErrorCodes.StepDoesNothing);
        }

        if (list.Exists(s => s is { Move: LadderMove.OtherGroup, GroupId: null }))
        {
            throw new BusinessException(RoutingErrorCodes.StepNeedsGroup);
        }

        _steps.Clear();
        _steps.AddRange(list);
    }

    /// <param name="step">Number of the step that was done last; 0 before the first.</param>
    /// <returns>null at the top.</returns>
    public LadderStep? NextAfter(int step) => step >= 0 && step < _steps.Count ? _steps[step] : null;

    /// <summary>At once: tell owner and leads and raise the priority. Half an hour later: to somebody with more stars, and tell the leads again.</summary>
    public static Ladder Default(string name)
    {
        var ladder = new Ladder(name, isDefault: true);
        ladder.SetSteps(
        [
            new LadderStep { OffsetMinutes = 0, NotifyOwner = true, NotifyLeads = true, RaisePriority = true },
            new LadderStep { OffsetMinutes = 30, NotifyLeads = true, Move = LadderMove.MoreStars },
        ]);
        return ladder;
    }
}

internal sealed class LadderStep
{
    /// <summary>After the promise was broken.</summary>
    public int OffsetMinutes { get; set; }

    public bool NotifyOwner { get; set; }

    public bool NotifyLeads { get; set; }

    public bool RaisePriority { get; set; }

    public LadderMove Move { get; set; }

    /// <summary>Where <see cref="LadderMove.OtherGroup"/> goes.</summary>
    public Guid? GroupId { get; set; }

    public bool IsIdle => !NotifyOwner && !NotifyLeads && !RaisePriority && Move == LadderMove.Stay;
}
