namespace CustomerService.BrowserTests;

/// <summary>That no barrier was found says something only if one would have been.</summary>
public sealed class AxeTests(BrowserFixture browser)
{
    [Fact]
    public async Task Should_Name_A_Picture_Without_Words_And_Only_Within_The_Part_That_Was_Asked_For()
    {
        await using var person = await browser.OpenAsync("axe");
        await person.Page.SetContentAsync(
            "<html lang='en'><title>t</title><main><p id='fine'>text</p><img id='bare' src='data:,'></main></html>"
        );
        (await Axe.SeriousAsync(person.Page)).ShouldHaveSingleItem().ShouldStartWith("image-alt (critical): <img id=\"bare\"");
        (await Axe.SeriousAsync(person.Page, "#fine")).ShouldBeEmpty();
    }
}
