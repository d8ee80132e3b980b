using CustomerService.Framework.Entities;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Groups;

/// <summary>R1: a group by business line, its people with their stars, and what comes to it.</summary>
[Audited]
internal sealed class AgentGroup : AggregateRoot
{
    public const int DefaultOverflowMinutes = 10;

    /// <summary>More open tickets than this and nobody keeps the promises they carry.</summary>
    public const int UsualCapacity = 20;

    private readonly List<GroupMember> _members = [];

    private AgentGroup()
    {
    }

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

    public int DefaultCapacity { get; private set; } = UsualCapacity;

    /// <summary>Keys of the request types that come here.</summary>
    public List<string> RequestTypeKeys { get; private set; } = [];

    /// <summary>A <see cref="StarMatrix"/> in nine digits.</summary>
    public string RequiredStars { get; private set; } = StarMatrix.Default.ToString();

    public IReadOnlyList<GroupMember> Members => _members;

    public IEnumerable<Guid> LeadIds => _members.Where(m => m.IsLead).Select(m => m.UserId);

    public void Rename(string name) => Name = name.Trim();

    public void SetDefault(bool isDefault) => IsDefault = isDefault;

    public void SetWork(int overflowMinutes, int defaultCapacity, StarMatrix stars)
    {
        (OverflowMinutes, DefaultCapacity, RequiredStars) = (overflowMinutes, defaultCapacity, stars.ToString());
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

    /// <summary>Never more than the best member has: a ticket that asked for what nobody has would wait for ever.</summary>
    public int StarsFor(TicketSnapshot ticket)
    {
        var asked = StarMatrix.Parse(RequiredStars).For(ticket.Priority, ticket.Risk, ticket.Complexity);
        return _members.Count == 0 ? asked : Math.Min(asked, _members.Max(m => m.Stars));
    }
}

/// <summary>A person's stars in one group: the same person may have five in billing and three in security.</summary>
internal sealed class GroupMember : TenantEntity
{
    private GroupMember()
    {
    }

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
