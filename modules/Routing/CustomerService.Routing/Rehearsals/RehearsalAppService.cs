using System.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Identity.Users;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Sla.Rehearsals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Rehearsals;

[Authorize(RoutingPermissions.Rehearse)]
internal sealed class RehearsalAppService(
    CustomerServiceDbContext db,
    RehearsalReader past,
    AgentGroupManager groups,
    ISlaRehearsalIntegrationService sla,
    IUserIntegrationService users,
    TenantDays days,
    IFeatureChecker features,
    TimeProvider time
) : IRehearsalAppService
{
    /// <summary>Reading, the two runs, and the two counts of promises, as parts of the whole.</summary>
    private const double Read = 0.4;
    private const double Run = 0.15;

    /// <summary>A quarter: more is not remembered by those who would judge it.</summary>
    private const int MostDays = 93;

    /// <summary>One at a time on a node: a rehearsal uses a core for seconds, and customers come first.</summary>
    private static readonly SemaphoreSlim Stage = new(1);

    public async Task<RehearsalFormDto> GetFormAsync(CancellationToken cancellationToken = default)
    {
        var zone = await days.ZoneAsync(cancellationToken);
        var all = await groups.GetAllAsync(cancellationToken);
        var names = await users.GetManyAsync([.. all.SelectMany(g => g.Members).Select(m => m.UserId).Distinct()], cancellationToken);
        var oldest = await db.Set<TicketRoute>().MinAsync(r => (DateTime?)r.CreatedAt, cancellationToken);
        return new RehearsalFormDto(
            oldest is { } at ? TenantDays.DayOf(at, zone) : null,
            TenantDays.DayOf(time.GetUtcNow().UtcDateTime, zone),
            [
                .. all.Select(g => new RehearsalGroupDto(
                    g.Id,
                    g.Name,
                    g.OverflowMinutes,
                    g.DowngradeMinutes,
                    g.DefaultCapacity,
                    [
                        .. g
                            .Members.Where(m => names.ContainsKey(m.UserId))
                            .OrderByDescending(m => m.Stars)
                            .Select(m => new RehearsalMemberDto(m.UserId, names[m.UserId].Name, m.Stars)),
                    ]
                )),
            ]
        );
    }

    public async Task<RehearsalDto> RunAsync(
        RehearseInput input,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        await features.RequireAsync(RoutingFeatures.Rehearsal.Name, cancellationToken);
        if (input.To < input.From || input.To.DayNumber - input.From.DayNumber >= MostDays)
        {
            throw new BusinessException(RoutingErrorCodes.PeriodInvalid).WithData("Days", MostDays);
        }

        await Stage.WaitAsync(cancellationToken);
        try
        {
            var zone = await days.ZoneAsync(cancellationToken);
            var period = await past.ReadAsync(
                TenantDays.Begin(input.From, zone),
                TenantDays.Begin(input.To.AddDays(1), zone),
                cancellationToken
            );
            var promises = await sla.ReadAsync(
                [.. period.Plan.Tickets.Select(t => t.Id)],
                input.Promises,
                new Part(progress, 0, Read),
                cancellationToken
            );

            // Off the circuit: the page goes on showing progress and takes the word to stop.
            return await Task.Run(() => Play(period, promises, input, zone, progress, cancellationToken), cancellationToken);
        }
        finally
        {
            Stage.Release();
        }
    }

    private static RehearsalDto Play(
        PastPeriod period,
        ISlaRehearsal promises,
        RehearseInput input,
        TimeZoneInfo zone,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var changed = input.PlaysAssignment ? RehearsalChange.Apply(period.Plan, input) : period.Plan;
        var (asItIs, before) = Taken(period.Plan, Read);
        var (other, after) = Taken(changed, Read + Run);
        var really = RehearsalPromises.Of(period.Plan.Tickets, t => promises.Really(t.Id), zone, null, cancellationToken);
        return new RehearsalDto(
            RehearsalFigures.Of(period.Plan, period.Really, really, zone),
            RehearsalFigures.Of(period.Plan, asItIs, Promises(asItIs, false, Read + (2 * Run)), zone),
            RehearsalFigures.Of(changed, other, Promises(other, true, Read + (3 * Run)), zone),
            period.LeftOut,
            before + after,
            watch.Elapsed.TotalSeconds
        );

        (IReadOnlyList<RehearsedTicket> Taken, long Events) Taken(RehearsalPlan plan, double from)
        {
            if (!input.PlaysAssignment)
            {
                return (period.Really, 0);
            }

            var run = new Rehearsal(plan).Run(new Part(progress, from, Run), cancellationToken);
            return (run.Taken, run.Events);
        }

        RehearsalPromises Promises(IReadOnlyList<RehearsedTicket> run, bool isChanged, double from)
        {
            var taken = run.ToDictionary(t => t.Ticket.Id, t => t.TakenAt);
            return RehearsalPromises.Of(
                period.Plan.Tickets,
                t => promises.Play(t.Id, isChanged, t.WasTakenAt, taken.TryGetValue(t.Id, out var at) ? at : null),
                zone,
                new Part(progress, from, Run),
                cancellationToken
            );
        }
    }

    private sealed class Part(IProgress<double>? whole, double from, double length) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (value * length));
    }
}
