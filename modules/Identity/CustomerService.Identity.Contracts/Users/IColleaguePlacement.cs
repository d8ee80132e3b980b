using System.ComponentModel.DataAnnotations;

namespace CustomerService.Identity.Users;

/// <summary>The groups that a new colleague may work in, for the invitation; implemented by Routing.</summary>
public interface IColleaguePlacement
{
    /// <summary>Those of the tenant; none when the caller may not decide who works where.</summary>
    Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>Becomes true with the current unit of work; refused when the caller may not decide who works where.</summary>
    /// <param name="userId">May be of the same unit of work.</param>
    Task PlaceAsync(Guid userId, IReadOnlyList<GroupStarsInput> groups, CancellationToken cancellationToken = default);
}

public sealed record PlacementGroupDto(Guid Id, string Name);

public sealed class GroupStarsInput
{
    public Guid GroupId { get; set; }

    [Range(1, 5)]
    public int Stars { get; set; }
}
