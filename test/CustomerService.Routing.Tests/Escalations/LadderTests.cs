using CustomerService.Framework.Errors;

namespace CustomerService.Routing.Escalations;

public sealed class LadderTests
{
    [Fact]
    public void Should_Climb_Two_Steps_By_Default_And_Then_Stop()
    {
        var ladder = Ladder.Default("Default");
        ladder.NextAfter(0)!.RaisePriority.ShouldBeTrue();
        ladder.NextAfter(1)!.OffsetMinutes.ShouldBe(30);
        ladder.NextAfter(1)!.Move.ShouldBe(LadderMove.MoreStars);
        ladder.NextAfter(2).ShouldBeNull();
    }

    [Fact]
    public void Should_Refuse_Steps_Out_Of_Order_Idle_Or_Without_A_Target()
    {
        Refused(new LadderStep { OffsetMinutes = 30, NotifyLeads = true }, new LadderStep { OffsetMinutes = 10, NotifyLeads = true }).ShouldBe(RoutingErrorCodes.StepsNotInOrder);
        Refused(new LadderStep { OffsetMinutes = 5 }).ShouldBe(RoutingErrorCodes.StepDoesNothing);
        Refused(new LadderStep { Move = LadderMove.OtherGroup }).ShouldBe(RoutingErrorCodes.StepNeedsGroup);
    }

    [Fact]
    public void Should_Move_Its_Steps_By_The_Length_Of_A_Pause()
    {
        var breach = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var climb = new Climb(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), 0, breach);
        var step = new LadderStep { OffsetMinutes = 30 };
        climb.Pause(breach.AddMinutes(10));
        climb.Pause(breach.AddMinutes(15));
        climb.Resume(breach.AddMinutes(70));
        climb.DueOf(step).ShouldBe(breach.AddMinutes(90));
    }

    private static string Refused(params LadderStep[] steps) => Should.Throw<BusinessException>(() => new Ladder("x", false).SetSteps(steps)).Code;
}
