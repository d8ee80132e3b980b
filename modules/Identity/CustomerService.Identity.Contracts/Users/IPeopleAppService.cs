using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Identity.Users;

/// <summary>Staff and customers of the current tenant, for their administrators.</summary>
public interface IPeopleAppService : IApplicationService
{
    /// <summary>By name, in pages of 50.</summary>
    Task<PagedResult<PersonDto>> GetListAsync(GetPeopleInput input, CancellationToken cancellationToken = default);

    /// <summary>Into which a new colleague may be put by the caller.</summary>
    Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Mails a colleague an invitation if there is a mail server, and returns the link in any case; counts against the
    /// plan's agents.
    /// </summary>
    Task<SentInvitationDto> InviteAsync(InviteInput input, CancellationToken cancellationToken = default);

    /// <summary>Who of them works here already, and how many may still come. Nothing is written.</summary>
    Task<InviteesCheckDto> CheckInviteesAsync(CheckInviteesInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="InviteAsync"/> for each of them, in their order and each for itself: what is refused for one does
    /// not keep the others from being invited.
    /// </summary>
    Task<IReadOnlyList<InvitedDto>> InviteManyAsync(InviteManyInput input, CancellationToken cancellationToken = default);

    Task<SentInvitationDto> ResendInvitationAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Takes effect at once, also in open pages.</summary>
    Task SetRoleAsync(Guid id, SetRoleInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends all sessions at once.</summary>
    Task DeactivateAsync(Guid id, CancellationToken cancellationToken = default);

    Task ReactivateAsync(Guid id, CancellationToken cancellationToken = default);

    Task SetTierAsync(Guid id, SetTierInput input, CancellationToken cancellationToken = default);

    /// <summary>Colleagues besides the first admin; for the set-up list.</summary>
    Task<bool> HasColleaguesAsync(CancellationToken cancellationToken = default);
}

public sealed class GetPeopleInput
{
    public bool Customers { get; set; }

    [StringLength(100)]
    public string? Search { get; set; }

    [StringLength(300)]
    public string? After { get; set; }
}

public sealed class InviteInput
{
    [Required, Email, StringLength(254)]
    public string Email { get; set; } = "";

    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";

    [Required, StringLength(64)]
    public string Role { get; set; } = "";

    /// <summary>Where they will work; empty: in no group yet.</summary>
    [MaxLength(200)]
    public List<GroupStarsInput> Groups { get; set; } = [];
}

public sealed class CheckInviteesInput
{
    [MaxLength(Invitees.Most)]
    public List<string> Emails { get; set; } = [];
}

/// <param name="Taken">The addresses, as they were given, of those who work here already or are invited.</param>
/// <param name="SeatsLeft">Null where the plan sets no limit.</param>
public sealed record InviteesCheckDto(IReadOnlyList<string> Taken, int? SeatsLeft);

public sealed class InviteManyInput
{
    [Required, MinLength(1), MaxLength(Invitees.Most)]
    public List<InviteeInput> People { get; set; } = [];

    [Required, StringLength(64)]
    public string Role { get; set; } = "";

    /// <summary>Where all of them will work; empty: in no group yet.</summary>
    [MaxLength(200)]
    public List<GroupStarsInput> Groups { get; set; } = [];
}

/// <summary>Checked when their turn comes, so that a bad one is refused alone.</summary>
public sealed class InviteeInput
{
    public string Email { get; set; } = "";

    public string Name { get; set; } = "";
}

/// <param name="Invitation">Null when it was refused.</param>
/// <param name="Refusal">Why, in the caller's language.</param>
public sealed record InvitedDto(string Name, string Email, SentInvitationDto? Invitation, string? Refusal);

/// <param name="Url">Lets whoever has it join as this person, once. It is stored nowhere: do not log it.</param>
/// <param name="IsMailed">The email is queued; otherwise somebody has to hand the link over.</param>
public sealed record SentInvitationDto(string Name, string Email, string Url, bool IsMailed, bool IsHeld = false);

public sealed class SetRoleInput
{
    [Required, StringLength(64)]
    public string Role { get; set; } = "";
}

public sealed class SetTierInput
{
    public CustomerTier Tier { get; set; }
}

public enum PersonState
{
    /// <summary>Has not answered the invitation yet.</summary>
    Invited,
    Active,
    Deactivated,
}

public sealed record PersonDto(
    Guid Id,
    string Name,
    string Email,
    string Role,
    CustomerTier Tier,
    PersonState State,
    DateTime? LastSeen,
    bool IsMe
);
