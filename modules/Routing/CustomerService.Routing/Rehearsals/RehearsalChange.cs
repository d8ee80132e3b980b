using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Rehearsals;

/// <summary>The plan under other rules.</summary>
internal static class RehearsalChange
{
    public static RehearsalPlan Apply(RehearsalPlan plan, RehearseInput input)
    {
        var agents = plan.Agents.ToList();
        var policies = plan.Groups.ToDictionary();
        foreach (var change in input.Groups.Where(g => policies.ContainsKey(g.GroupId)))
        {
            for (var i = 0; i < agents.Count; i++)
            {
                agents[i] = WithStars(agents[i], change);
            }

            for (var stars = StarMatrix.MinStars; stars <= StarMatrix.MaxStars; stars++)
            {
                Hire(agents, change.GroupId, stars, change.ExtraPeople[stars - 1]);
            }

            policies[change.GroupId] = policies[change.GroupId] with
            {
                OverflowAfter = TimeSpan.FromMinutes(change.OverflowMinutes),
                DowngradeAfter = change.DowngradeMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                DefaultCapacity = change.Capacity,
                BestStars = agents.Select(a => a.Stars.GetValueOrDefault(change.GroupId)).DefaultIfEmpty().Max(),
            };
        }

        return plan with
        {
            Groups = policies,
            Agents = agents,
        };
    }

    private static RehearsalAgent WithStars(RehearsalAgent agent, RehearseGroupInput change)
    {
        if (!change.Stars.TryGetValue(agent.UserId, out var stars))
        {
            return agent;
        }

        var others = agent.Stars.Where(s => s.Key != change.GroupId).ToDictionary();
        if (stars > 0)
        {
            others[change.GroupId] = Math.Min(stars, StarMatrix.MaxStars);
        }

        return agent with
        {
            Stars = others,
        };
    }

    /// <summary>New people work the hours of the colleagues in turn; who goes is whoever worked least.</summary>
    private static void Hire(List<RehearsalAgent> agents, Guid groupId, int stars, int count)
    {
        var colleagues = agents.Where(a => a.Stars.ContainsKey(groupId) && a.Shifts.Count > 0).OrderByDescending(Worked).ToList();
        for (var i = 0; i < count && colleagues.Count > 0; i++)
        {
            agents.Add(
                new RehearsalAgent(
                    Guid.CreateVersion7(),
                    new Dictionary<Guid, int> { [groupId] = stars },
                    colleagues[i % colleagues.Count].Shifts
                )
            );
        }

        foreach (var gone in agents.Where(a => a.Stars.GetValueOrDefault(groupId) == stars).OrderBy(Worked).Take(-count).ToList())
        {
            agents.Remove(gone);
        }
    }

    private static double Worked(RehearsalAgent agent) => agent.Shifts.Sum(s => (s.To - s.From).TotalHours);
}
