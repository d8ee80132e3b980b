using Bunit;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Tickets.Macros;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

public sealed class MacrosPageTests : Screen
{
    [Fact]
    public void Should_Save_What_The_Dialog_Holds_And_Read_The_List_Again()
    {
        var macros = new Macros();
        Services.AddSingleton<IMacroAppService>(macros);
        var dialogs = RenderDialogs();
        var page = Render<MacrosPage>();
        page.Find(".cs-table__actions button").Click();
        dialogs.Find("#macro-ne").GetAttribute("value").ShouldBe("Thanks");
        dialogs.Find("#macro-ne").Change("Many thanks");
        dialogs.Find(".mud-dialog form").Submit();

        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 0);
        macros.Saved.ShouldHaveSingleItem().NameEn.ShouldBe("Many thanks");
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("Many thanks"));
    }

    [Fact]
    public void Should_Save_Nothing_When_The_Dialog_Is_Given_Up()
    {
        var macros = new Macros();
        Services.AddSingleton<IMacroAppService>(macros);
        var dialogs = RenderDialogs();
        var page = Render<MacrosPage>();
        page.Find(".cs-table__actions button").Click();
        dialogs.Find("#macro-ne").Change("Many thanks");
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == "Cancel").Click();

        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 0);
        macros.Saved.ShouldBeEmpty();
        page.Find("tbody").TextContent.ShouldContain("Thanks");
    }

    [Fact]
    public void Should_Delete_Only_When_Asked_Twice()
    {
        var macros = new Macros();
        Services.AddSingleton<IMacroAppService>(macros);
        var dialogs = RenderDialogs();
        var page = Render<MacrosPage>();
        page.Find(".cs-table__actions button").Click();
        dialogs.FindAll(".mud-dialog-actions button")[0].Click();
        macros.Deleted.ShouldBe(0);
        dialogs.FindAll(".mud-dialog-actions button")[0].Click();
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 0);
        macros.Deleted.ShouldBe(1);
    }

    private sealed class Macros : IMacroAppService
    {
        private MacroEditDto _macro = new(Guid.NewGuid(), "Thanks", "谢谢", "Thank you.", "谢谢您。", null);

        public List<SaveMacroInput> Saved { get; } = [];

        public int Deleted { get; private set; }

        public Task<PagedResult<MacroEditDto>> GetForEditAsync(GetMacrosInput input, CancellationToken cancellationToken = default) =>
            Task.FromResult(new PagedResult<MacroEditDto>([_macro], null));

        public Task<Guid> SaveAsync(SaveMacroInput input, CancellationToken cancellationToken = default)
        {
            Saved.Add(input);
            _macro = _macro with { NameEn = input.NameEn };
            return Task.FromResult(_macro.Id);
        }

        public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
        {
            Deleted++;
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<MacroDto>> GetListAsync(CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<MacroTextDto> RenderAsync(Guid macroId, Guid ticketId, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
