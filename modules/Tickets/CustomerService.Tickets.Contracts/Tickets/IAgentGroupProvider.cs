namespace CustomerService.Tickets.Tickets;

/// <summary>The groups of an agent, for the view "my groups"; implemented by Routing.</summary>
public interface IAgentGroupProvider
{
    Task<IReadOnlyList<Guid>> GetGroupIdsAsync(Guid userId);
}
