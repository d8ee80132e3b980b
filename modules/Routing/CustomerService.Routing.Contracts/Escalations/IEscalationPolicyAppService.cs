using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Routing.Escalations;

/// <summary>From where the steps of an escalation policy are counted.</summary>
public enum EscalationStart
{
    /// <summary>From the due time of a promise; steps before it begin at its reminder.</summary>
    Promise,

    /// <summary>From the moment the ticket came in, whatever was promised.</summary>
    Created,

    /// <summary>From the moment the ticket began to wait for others.</summary>
    HandedToOthers,
}

/// <summary>What a step does with the ticket itself.</summary>
public enum EscalationReassignment
{
    /// <summary>It stays with its owner.</summary>
    Stay,

    /// <summary>To somebody with one more star, or else to anybody free.</summary>
    MoreStars,

    /// <summary>To another group.</summary>
    OtherGroup,
}

/// <summary>EscalationPolicies to begin with.</summary>
public enum EscalationTemplate
{
    /// <summary>Due: owner, leads, higher priority. Half an hour later more stars. Two hours later a supervisor accepts it.</summary>
    Standard,

    /// <summary>For urgent and critical tickets: leads before the due time, a supervisor at it, the customer told.</summary>
    Urgent,

    /// <summary>A supervisor accepts it within 10 minutes, a plan stands within 2 hours; in calendar time, from coming in.</summary>
    Complaint,

    /// <summary>Another department answers within 2 hours and reports within 48.</summary>
    OtherDepartment,
}

/// <summary>What happens, step by step, when a promise is about to be broken, or was.</summary>
public interface IEscalationPolicyAppService : IApplicationService
{
    Task<IReadOnlyList<EscalationPolicyDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <summary>A ready-made escalation policy as a form, not saved.</summary>
    Task<SaveEscalationPolicyInput> GetTemplateAsync(EscalationTemplate template, CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(SaveEscalationPolicyInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, SaveEscalationPolicyInput input, CancellationToken cancellationToken = default);

    /// <summary>The default escalation policy serves every ticket without its own, so it cannot be deleted.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="IsDefault">For every ticket that has no escalation policy of its own.</param>
/// <param name="SecretMadeAt">UTC; since when calls are signed with the present secret. Null when no step calls anything.</param>
public sealed record EscalationPolicyDto(Guid Id, bool IsDefault, SaveEscalationPolicyInput Form, DateTime? SecretMadeAt);

public sealed class SaveEscalationPolicyInput
{
    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";

    [EnumDataType(typeof(EscalationStart))]
    public EscalationStart Start { get; set; }

    /// <summary>Tickets of these types; none means any, of <see cref="Priorities"/>.</summary>
    public List<string> RequestTypeKeys { get; set; } = [];

    /// <summary>Names of TicketPriority.</summary>
    [MaxLength(10)]
    public List<string> Priorities { get; set; } = [];

    /// <summary>From here until <see cref="QuietUntil"/>, on the tenant's clocks, steps wait; critical tickets do not.</summary>
    public TimeOnly? QuietFrom { get; set; }

    public TimeOnly? QuietUntil { get; set; }

    [MinLength(1), MaxLength(8)]
    public List<EscalationRuleInput> Steps { get; set; } = [];
}

public sealed class EscalationRuleInput
{
    public const int MaxMinutes = 10080;
    public const int MaxUrlLength = 1000;

    /// <summary>After the start; before it when negative, which only a promise allows.</summary>
    [Range(-MaxMinutes, MaxMinutes)]
    public int OffsetMinutes { get; set; }

    /// <summary>Counted in the calendar of the ticket's promises; else as the clock on the wall goes.</summary>
    public bool IsBusinessTime { get; set; }

    public bool NotifyOwner { get; set; }

    public bool NotifyLeads { get; set; }

    public bool NotifyGroup { get; set; }

    /// <summary>People with the role lead, or administrators where there is none.</summary>
    public bool NotifySupervisors { get; set; }

    [MaxLength(20)]
    public List<Guid> NotifyUserIds { get; set; } = [];

    public bool NotifyCustomer { get; set; }

    /// <summary>Those who are told follow the ticket from then on.</summary>
    public bool Watches { get; set; }

    public bool RaisePriority { get; set; }

    [EnumDataType(typeof(EscalationReassignment))]
    public EscalationReassignment Move { get; set; }

    public Guid? GroupId { get; set; }

    [StringLength(1000)]
    public string? Note { get; set; }

    /// <summary>
    /// Another system that is told by an http or https call, signed with the escalation policy's secret; null tells
    /// none.
    /// </summary>
    [StringLength(MaxUrlLength)]
    public string? WebhookUrl { get; set; }

    /// <summary>Left out once the customer has had an answer.</summary>
    public bool OnlyUnanswered { get; set; }

    /// <summary>
    /// One of those told must accept within so many minutes before the escalation policy goes on; silence asks the next
    /// ones up. Null asks for nothing.
    /// </summary>
    [Range(1, MaxMinutes)]
    public int? AcceptMinutes { get; set; }
}
