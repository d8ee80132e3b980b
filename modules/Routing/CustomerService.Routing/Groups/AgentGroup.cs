using CustomerService.Framework.Entities;

namespace CustomerService.Routing.Groups;

/// <summary>A group by business line, its people with their stars, and what comes to it.</summary>
[Audited(nameof(Name))]
internal sealed class AgentGroup : TenantAggregateRoot
{
    public const int DefaultOverflowMinutes = 10;

    /// <summary>A coffee, not a lunch.</summary>
    public const int DefaultHandBackMinutes = 15;

    /// <summary>More open tickets than this and nobody keeps the promises they carry.</summary>
    public const int UsualCapacity = 20;

    private readonly List<GroupMember> _members = [];

    private AgentGroup() { }

    public AgentGroup(string key, string name, bool isDefault)
    {
        (Key, Name, IsDefault) = (key, name, isDefault);
    }

    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Takes what no rule sends elsewhere; one per tenant.</summary>
    public bool IsDefault { get; private set; }

    /// <summary>How long a ticket waits for the right star before it may take the time of a higher one.</summary>
    public int OverflowMinutes { get; private set; } = DefaultOverflowMinutes;

    /// <summary>How long before one star less is enough; null: never. Never less than a ticket's risk asks for.</summary>
    public int? DowngradeMinutes { get; private set; }

    /// <summary>Tickets that nobody has begun go back to the line when their owner has been away this long; null: never.</summary>
    public int? HandBackMinutes { get; private set; } = DefaultHandBackMinutes;

    public int DefaultCapacity { get; private set; } = UsualCapacity;

    /// <summary>Keys of the request types that come here.</summary>
    public List<string> RequestTypeKeys { get; private set; } = [];

    /// <summary>A <see cref="StarMatrix"/> in twelve digits.</summary>
    public string RequiredStars { get; private set; } = StarMatrix.Default.ToString();

    public IReadOnlyList<GroupMember> Members => _members;

    public IEnumerable<Guid> LeadIds => _members.Where(m => m.IsLead).Select(m => m.UserId);

    public int? StarsOf(Guid userId) => _members.Find(m => m.UserId == userId)?.Stars;

    public void Rename(string name) => Name = name.Trim();

    public void SetDefault(bool isDefault) => IsDefault = isDefault;

    public void SetWork(int overflowMinutes, int? downgradeMinutes, int? handBackMinutes, int defaultCapacity, StarMatrix stars)
    {
        (OverflowMinutes, DowngradeMinutes, HandBackMinutes) = (overflowMinutes, downgradeMinutes, handBackMinutes);
        (DefaultCapacity, RequiredStars) = (defaultCapacity, stars.ToString());
    }

    public void TakeRequestTypes(IEnumerable<string> keys) => RequestTypeKeys = [.. keys.Distinct().Order(StringComparer.Ordinal)];

    /// <param name="stars">0 takes the person out.</param>
    public void SetMember(Guid userId, int stars, bool isLead)
    {
        var member = _members.Find(m => m.UserId == userId);
        if (stars <= 0)
        {
            _members.RemoveAll(m => m.UserId == userId);
        }
        else if (member is null)
        {
            _members.Add(new GroupMember(Id, userId, Math.Min(stars, StarMatrix.MaxStars), isLead));
        }
        else
        {
            member.Change(Math.Min(stars, StarMatrix.MaxStars), isLead);
        }
    }

    /// <summary>The rules of this group as the decision reads them.</summary>
    public RoutingPolicy ToPolicy() =>
        new(
            StarMatrix.Parse(RequiredStars),
            _members.Count == 0 ? 0 : _members.Max(m => m.Stars),
            TimeSpan.FromMinutes(OverflowMinutes),
            DowngradeMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            DefaultCapacity
        );
}

/// <summary>A person's stars in one group: the same person may have five in billing and three in security.</summary>
internal sealed class GroupMember : TenantEntity
{
    private GroupMember() { }

    public GroupMember(Guid groupId, Guid userId, int stars, bool isLead)
    {
        (GroupId, UserId, Stars, IsLead) = (groupId, userId, stars, isLead);
    }

    public Guid GroupId { get; private set; }

    public Guid UserId { get; private set; }

    public int Stars { get; private set; }

    /// <summary>Is told when a promise of this group was broken.</summary>
    public bool IsLead { get; private set; }

    public void Change(int stars, bool isLead) => (Stars, IsLead) = (stars, isLead);
}
