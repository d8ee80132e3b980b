using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Groups;

public sealed class AgentGroupTests
{
    [Theory]
    [InlineData(TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, CustomerTier.Standard, 3)]
    [InlineData(TicketPriority.Urgent, TicketGrade.Low, TicketGrade.Low, CustomerTier.Standard, 4)]
    [InlineData(TicketPriority.Normal, TicketGrade.Medium, TicketGrade.Low, CustomerTier.Standard, 4)]
    [InlineData(TicketPriority.Normal, TicketGrade.Low, TicketGrade.High, CustomerTier.Standard, 5)]
    [InlineData(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low, CustomerTier.Standard, 5)]
    [InlineData(TicketPriority.Normal, TicketGrade.High, TicketGrade.Low, CustomerTier.Standard, 5)]
    [InlineData(TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, CustomerTier.Vip, 4)]
    public void Should_Ask_For_The_Highest_Of_Four_Grades(
        TicketPriority priority,
        TicketGrade risk,
        TicketGrade complexity,
        CustomerTier tier,
        int stars
    ) => GroupWith(3, 4, 5).ToPolicy().StarsFor(new TicketFacts(priority, risk, complexity, tier)).ShouldBe(stars);

    [Fact]
    public void Should_Not_Ask_For_Stars_That_Nobody_Has_Unless_The_Risk_Does()
    {
        var policy = GroupWith(2, 4).ToPolicy();
        policy.StarsFor(new TicketFacts(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low, CustomerTier.Vip)).ShouldBe(4);
        policy.StarsFor(new TicketFacts(TicketPriority.Normal, TicketGrade.High, TicketGrade.Low, CustomerTier.Standard)).ShouldBe(5);
    }

    [Fact]
    public void Should_Follow_The_Admins_Matrix()
    {
        var group = GroupWith(5);
        group.SetWork(0, null, null, 10, StarMatrix.Of([1, 1, 2], [1, 1, 1], [1, 3, 9], [1, 1, 4]));
        var policy = group.ToPolicy();
        policy.StarsFor(new TicketFacts(TicketPriority.Critical, TicketGrade.High, TicketGrade.Low, CustomerTier.Standard)).ShouldBe(2);
        policy.StarsFor(new TicketFacts(TicketPriority.Normal, TicketGrade.Low, TicketGrade.High, CustomerTier.Standard)).ShouldBe(5);
        policy.StarsFor(new TicketFacts(TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, CustomerTier.Vip)).ShouldBe(4);
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
