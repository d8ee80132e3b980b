using Bunit;
using CustomerService.Sla.Blazor.Components;

namespace CustomerService.ComponentTests;

public sealed class RowClockTests : Screen
{
    [Fact]
    public void Should_Turn_From_Calm_To_Near_To_Late_While_Nobody_Touches_It()
    {
        var clock = Render<RowClock>(p => p.Add(x => x.TicketId, Guid.NewGuid()).Add(x => x.NextDue, Now.AddHours(2)));
        clock.Find(".cs-chip-clock").ClassList.ShouldBe(["cs-chip-clock"]);

        Time.Advance(TimeSpan.FromMinutes(61));
        clock.Render();
        clock.Find(".cs-chip-clock").ClassList.ShouldContain("cs-chip-clock--near");

        Time.Advance(TimeSpan.FromMinutes(59));
        clock.Render();
        clock.Find(".cs-chip-clock").ClassList.ShouldContain("cs-chip-clock--late");
    }

    [Fact]
    public void Should_Say_That_It_Waits_For_The_Customer()
    {
        var clock = Render<RowClock>(p => p.Add(x => x.TicketId, Guid.NewGuid()).Add(x => x.IsPaused, true));
        clock.Find(".cs-chip-clock--paused").TextContent.Trim().ShouldNotBeEmpty();
    }
}
