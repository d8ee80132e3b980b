using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Escalations;

/// <summary>The steps that are taken while a promise is about to be broken, and while it stays broken.</summary>
[Audited(nameof(Name))]
internal sealed class EscalationPolicy : TenantAggregateRoot
{
    private readonly List<EscalationRule> _steps = [];

    private EscalationPolicy() { }

    public EscalationPolicy(SaveEscalationPolicyInput form, bool isDefault = false)
    {
        IsDefault = isDefault;
        Change(form);
    }

    public string Name { get; private set; } = "";

    /// <summary>For all tickets that no other escalation policy names; one per tenant, counted from promises.</summary>
    public bool IsDefault { get; private set; }

    public EscalationStart Start { get; private set; }

    public List<string> RequestTypeKeys { get; private set; } = [];

    public List<string> Priorities { get; private set; } = [];

    public TimeOnly? QuietFrom { get; private set; }

    public TimeOnly? QuietUntil { get; private set; }

    /// <summary>UTC; the signing secret itself is kept apart.</summary>
    public DateTime? SecretMadeAt { get; private set; }

    public IReadOnlyList<EscalationRule> Steps => _steps;

    public bool HasStepsBeforeDue => _steps.Exists(s => s.OffsetMinutes < 0);

    public bool HasWebhooks => _steps.Exists(s => s.WebhookUrl is not null);

    /// <exception cref="BusinessException">The steps make no sense, see the code.</exception>
    public void Change(SaveEscalationPolicyInput form)
    {
        var steps = form.Steps.ConvertAll(EscalationRule.From);
        var start = IsDefault ? EscalationStart.Promise : form.Start;
        var problem =
            steps.Zip(steps.Skip(1)).Any(pair => pair.Second.OffsetMinutes < pair.First.OffsetMinutes) ? RoutingErrorCodes.StepsNotInOrder
            : steps.Exists(s => s.IsIdle) ? RoutingErrorCodes.StepDoesNothing
            : steps.Exists(s => s is { Move: EscalationReassignment.OtherGroup, GroupId: null }) ? RoutingErrorCodes.StepNeedsGroup
            : start != EscalationStart.Promise && steps.Exists(s => s.OffsetMinutes < 0) ? RoutingErrorCodes.StepBeforeStart
            : steps.Exists(s => s is { AcceptMinutes: not null, TellsStaff: false }) ? RoutingErrorCodes.NobodyToAccept
            : steps.Exists(s => !s.HasUsableWebhook) ? RoutingErrorCodes.WebhookAddressInvalid
            : null;
        if (problem is not null)
        {
            throw new BusinessException(problem);
        }

        (Name, Start) = (form.Name.Trim(), start);
        RequestTypeKeys = IsDefault ? [] : [.. form.RequestTypeKeys.Distinct()];
        Priorities = IsDefault ? [] : [.. form.Priorities.Distinct()];
        (QuietFrom, QuietUntil) = form.QuietFrom == form.QuietUntil ? (null, null) : (form.QuietFrom, form.QuietUntil);
        _steps.Clear();
        _steps.AddRange(steps);
    }

    public void MarkSecretMade(DateTime now) => SecretMadeAt = now;

    /// <summary>From 1.</summary>
    public int NumberOf(EscalationRule step) => _steps.IndexOf(step) + 1;

    /// <summary>How closely it is meant for the ticket; null when it is not.</summary>
    public int? Closeness(EscalationStart start, TicketSnapshot ticket) =>
        Start != start ? null
        : IsDefault ? 0
        : RequestTypeKeys.Count == 0 && Priorities.Count == 0 ? (Start == EscalationStart.HandedToOthers ? 1 : null)
        : RequestTypeKeys.Count > 0 && !RequestTypeKeys.Contains(ticket.RequestTypeKey) ? null
        : Priorities.Count > 0 && !Priorities.Contains(ticket.Priority.ToString()) ? null
        : (RequestTypeKeys.Count > 0 ? 4 : 0) + (Priorities.Count > 0 ? 2 : 0);

    /// <param name="step">Number of the step that was done last; 0 before the first.</param>
    /// <returns>null at the top.</returns>
    public EscalationRule? NextAfter(int step) => step >= 0 && step < _steps.Count ? _steps[step] : null;

    /// <summary>The given instant, or the end of the quiet hours it lies in.</summary>
    public DateTime AfterQuiet(DateTime utc, TimeZoneInfo zone)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until)
        {
            return utc;
        }

        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        if (!TimeOnly.FromDateTime(local).IsBetween(from, until))
        {
            return utc;
        }

        var end = DateOnly.FromDateTime(local).ToDateTime(until);
        end = end <= local ? end.AddDays(1) : end;
        // A quiet time that ends in the hour that clocks skip ends when they have skipped it.
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(end) ? end.AddHours(1) : end, zone);
    }

    public SaveEscalationPolicyInput ToForm() =>
        new()
        {
            Name = Name,
            Start = Start,
            RequestTypeKeys = [.. RequestTypeKeys],
            Priorities = [.. Priorities],
            QuietFrom = QuietFrom,
            QuietUntil = QuietUntil,
            Steps = _steps.ConvertAll(s => s.ToInput()),
        };
}
