using CustomerService.Routing.Fakes;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Groups;

public sealed class AgentGroupTests
{
    [Theory]
    [InlineData(TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, 3)]
    [InlineData(TicketPriority.Urgent, TicketGrade.Low, TicketGrade.Low, 4)]
    [InlineData(TicketPriority.Normal, TicketGrade.Medium, TicketGrade.Low, 4)]
    [InlineData(TicketPriority.Normal, TicketGrade.Low, TicketGrade.High, 5)]
    [InlineData(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low, 5)]
    [InlineData(TicketPriority.Normal, TicketGrade.High, TicketGrade.Low, 5)]
    public void Should_Ask_For_The_Highest_Of_Three_Grades(TicketPriority priority, TicketGrade risk, TicketGrade complexity, int stars) =>
        GroupWith(3, 4, 5).StarsFor(FakeTicket.Snapshot(priority, risk, complexity)).ShouldBe(stars);

    [Fact]
    public void Should_Not_Ask_For_Stars_That_Nobody_Has() =>
        GroupWith(2, 4).StarsFor(FakeTicket.Snapshot(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low)).ShouldBe(4);

    [Fact]
    public void Should_Follow_The_Admins_Matrix()
    {
        var group = GroupWith(5);
        group.SetWork(0, 10, StarMatrix.Of([1, 1, 2], [1, 1, 1], [1, 3, 9]));
        group.StarsFor(FakeTicket.Snapshot(TicketPriority.Critical, TicketGrade.High, TicketGrade.Low)).ShouldBe(2);
        group.StarsFor(FakeTicket.Snapshot(TicketPriority.Normal, TicketGrade.Low, TicketGrade.High)).ShouldBe(5);
    }

    [Fact]
    public void Should_Change_And_Remove_Members()
    {
        var group = GroupWith(3);
        var person = group.Members[0].UserId;
        group.SetMember(person, 5, isLead: true);
        (group.Members.Count, group.Members[0].Stars).ShouldBe((1, 5));
        group.LeadIds.ShouldBe([person]);
        group.SetMember(person, 0, isLead: true);
        group.Members.ShouldBeEmpty();
    }

    private static AgentGroup GroupWith(params int[] stars)
    {
        var group = new AgentGroup("support", "Support", isDefault: true);
        foreach (var s in stars)
        {
            group.SetMember(Guid.NewGuid(), s, isLead: false);
        }

        return group;
    }
}
