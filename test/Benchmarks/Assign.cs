using System.Diagnostics;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>Who gets a ticket, among 1,000 agents: the decision alone, without a database.</summary>
internal sealed class Assign : IBenchmark
{
    private const int Agents = 1_000;
    private const int Decisions = 20_000;

    private static readonly Guid Group = Guid.CreateVersion7();

    public string Name => "assign";

    public string Aim => $"a decision among {Agents:N0} agents under 1 ms (median)";

    public Task RunAsync(TextWriter output)
    {
        var random = new Random(1);
        var now = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var policy = new RoutingPolicy(StarMatrix.Default, 5, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 20);
        var times = new List<double>(Decisions);
        var builds = new List<double>();
        var roster = Roster(policy, random);
        for (var i = 0; i < Decisions; i++)
        {
            var stars = random.Next(3, 6);
            var ticket = new WaitingTicket(Guid.CreateVersion7(), Group, stars, stars, now.AddMinutes(-random.Next(40)), now);
            var from = Stopwatch.GetTimestamp();
            var seat = AssignmentRule.Decide(roster, ticket, now).GroupMembership;
            seat?.Person.Take(TicketChannel.Portal, now.AddTicks(i));
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            if (seat is null || random.Next(5) > 0)
            {
                // Somewhere a ticket is solved.
                var busy = roster.Memberships.ElementAt(random.Next(Agents)).Person;
                if (busy.Load > 0)
                {
                    busy.Release(TicketChannel.Portal);
                }
            }
        }

        for (var i = 0; i < 50; i++)
        {
            var from = Stopwatch.GetTimestamp();
            Roster(policy, random);
            builds.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        output.WriteLine(
            Text(
                $"decision and claim among {Agents:N0}: median {Median(times) * 1000:0.0} µs, p99 "
                    + $"{Percentile(times, 99) * 1000:0.0} µs; picture of {Agents:N0} agents built in {Median(builds):0.0} ms, once "
                    + $"for a pass of up to 200 tickets"
            )
        );
        return Task.CompletedTask;
    }

    private static GroupRoster Roster(RoutingPolicy policy, Random random)
    {
        var roster = new GroupRoster(Group, policy);
        for (var i = 0; i < Agents; i++)
        {
            var person = new Person(
                Guid.CreateVersion7(),
                random.Next(10) > 0 ? PresenceState.Online : PresenceState.Away,
                lastAssignedAt: DateTime.UnixEpoch.AddSeconds(random.Next())
            );
            person.Carry(TicketChannel.Portal, random.Next(20));
            roster.Add(person, random.Next(3, 6));
        }

        return roster;
    }
}
