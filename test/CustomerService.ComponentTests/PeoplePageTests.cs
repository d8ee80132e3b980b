using Bunit;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Identity.Blazor.Admin;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Users;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class PeoplePageTests : Screen
{
    private const string Url = "https://acme.example/invitation/abc";

    [Theory]
    [InlineData(true, "The email to grace@acme.example is queued.")]
    [InlineData(false, "no mail server is set up: nothing is sent to grace@acme.example.")]
    public void Should_Show_The_Link_And_Say_Truly_Whether_An_Email_Is_Sent(bool isMailed, string sentence)
    {
        var people = new People(isMailed);
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var copy = JSInterop.Setup<bool>("cs.copy", "invitation-link").SetResult(true);
        var page = Render<PeoplePage>();
        page.Find(".cs-btn--primary").Click();
        dialogs.Find("#Email").Change("grace@acme.example");
        dialogs.Find("#Name").Change("Grace");
        var stars = dialogs.FindComponents<MudSelect<int>>().Single();
        dialogs.InvokeAsync(() => stars.Instance.ValueChanged.InvokeAsync(4));
        dialogs.Find(".mud-dialog form").Submit();

        page.WaitForElement("#invitation-link").GetAttribute("value").ShouldBe(Url);
        page.Find("#invitation-link").HasAttribute("readonly").ShouldBeTrue();
        page.Find("[role=status]").TextContent.ShouldContain(sentence);
        page.Markup.Contains("queued", StringComparison.Ordinal).ShouldBe(isMailed);
        dialogs.FindAll(".mud-dialog").ShouldBeEmpty();
        var choice = people.Invited.ShouldHaveSingleItem().Groups.ShouldHaveSingleItem();
        (choice.GroupId, choice.Stars).ShouldBe((people.Support, 4));
        page.FindAll("button").First(b => b.TextContent == "Copy").Click();
        copy.Invocations.ShouldHaveSingleItem();
    }

    [Fact]
    public void Should_Show_The_Link_Again_When_Somebody_Is_Invited_Again()
    {
        Services.AddSingleton<IPeopleAppService>(new People(false));
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var page = Render<PeoplePage>();
        page.Find(".mud-table-body .cs-link").Click();
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == "Invite again").Click();
        page.WaitForElement("#invitation-link").GetAttribute("value").ShouldBe(Url);
        page.Find("[role=status]").TextContent.ShouldContain("no mail server is set up");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Should_Deactivate_Nobody_Before_The_Question_Is_Answered(bool isSure)
    {
        var people = new People(false);
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var page = Render<PeoplePage>();
        page.Find(".mud-table-body .cs-link").Click();
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == "Deactivate").Click();
        dialogs.WaitForElement(".mud-message-box").TextContent.ShouldContain("Grace");
        people.Deactivated.ShouldBe(0);
        dialogs.FindAll(".mud-message-box button").Single(b => b.TextContent.Trim() == (isSure ? "Deactivate" : "Cancel")).Click();
        dialogs.WaitForState(() => dialogs.FindAll(".mud-message-box").Count == 0);
        page.WaitForAssertion(() => people.Deactivated.ShouldBe(isSure ? 1 : 0));
    }

    private sealed class People(bool isMailed) : IPeopleAppService
    {
        public Guid Support { get; } = Guid.NewGuid();

        public List<InviteInput> Invited { get; } = [];

        public int Deactivated { get; private set; }

        public Task<PagedResult<PersonDto>> GetListAsync(GetPeopleInput input, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                new PagedResult<PersonDto>(
                    [
                        new PersonDto(
                            Guid.NewGuid(),
                            "Grace",
                            "grace@acme.example",
                            RoleNames.Agent,
                            CustomerTier.Standard,
                            PersonState.Invited,
                            null,
                            false
                        ),
                    ],
                    null
                )
            );

        public Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<PlacementGroupDto>>([new PlacementGroupDto(Support, "Support")]);

        public Task<SentInvitationDto> InviteAsync(InviteInput input, CancellationToken cancellationToken = default)
        {
            Invited.Add(input);
            return Task.FromResult(new SentInvitationDto(input.Name, input.Email, Url, isMailed));
        }

        public Task<SentInvitationDto> ResendInvitationAsync(Guid id, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SentInvitationDto("Grace", "grace@acme.example", Url, isMailed));

        public Task SetRoleAsync(Guid id, SetRoleInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeactivateAsync(Guid id, CancellationToken cancellationToken = default)
        {
            Deactivated++;
            return Task.CompletedTask;
        }

        public Task ReactivateAsync(Guid id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SetTierAsync(Guid id, SetTierInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<bool> HasColleaguesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class Roles : IRoleAppService
    {
        public Task<IReadOnlyList<StaffRoleDto>> GetStaffRolesAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<StaffRoleDto>>([new StaffRoleDto(new RoleDto(RoleNames.Agent, null, true), true)]);

        public Task<RoleMatrixDto> GetMatrixAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<RoleDto> CreateAsync(CreateRoleInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SetPermissionAsync(SetPermissionInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
