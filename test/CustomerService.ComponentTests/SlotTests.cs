using Bunit;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Framework.Blazor.Slots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CustomerService.ComponentTests;

public sealed class SlotTests : Screen
{
    [Fact]
    public void Should_Show_The_Other_Contributions_When_One_Fails()
    {
        Services.AddSlot("test.place", typeof(Broken), 1);
        Services.AddSlot("test.place", typeof(Whole), 2);
        Render<Slot>(p => p.Add(x => x.Name, "test.place")).Markup.Trim().ShouldBe("<p>here</p>");
    }

    private sealed class Broken : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => throw new InvalidOperationException("Always.");
    }

    private sealed class Whole : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<p>here</p>");
    }
}
