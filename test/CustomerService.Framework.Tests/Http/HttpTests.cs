using System.Net;
using CustomerService.Framework.Csv;
using CustomerService.Framework.Http;

namespace CustomerService.Framework.Tests.Http;

public sealed class HttpTests
{
    [Theory]
    [InlineData("/desk", "/desk")]
    [InlineData("/kb/a?q=1#top", "/kb/a?q=1#top")]
    [InlineData("/kb/退款 说明", "/kb/%E9%80%80%E6%AC%BE%20%E8%AF%B4%E6%98%8E")]
    [InlineData("/a\u2028b", "/a%E2%80%A8b")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("desk", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/a\u0000", "/")]
    [InlineData("/a\u007f", "/")]
    [InlineData("/a\u0085", "/")]
    public void Should_Lead_To_Local_Paths_Only(string? asked, string target) => LocalPath.Or(asked).ShouldBe(target);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void Should_Count_A_Household_As_One_Caller(string address, string network) =>
        ClientNetwork.Of(IPAddress.Parse(address)).ShouldBe(network);

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("@SUM(1+1)")]
    [InlineData("+1")]
    [InlineData("-1+cmd|' /C calc'!A0")]
    [InlineData("  =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("＝1＋1")]
    public void Should_Let_No_Spreadsheet_Calculate_What_Somebody_Wrote(string cell)
    {
        CsvExport.Neutralize(cell).ShouldBe("'" + cell);
        CsvExport.Restore("'" + cell).ShouldBe(cell, "a file that comes back changes nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a = b")]
    [InlineData("'quoted'")]
    [InlineData("退款")]
    public void Should_Leave_Other_Cells_As_They_Are(string cell)
    {
        CsvExport.Neutralize(cell).ShouldBe(cell);
        CsvExport.Restore(cell).ShouldBe(cell);
    }
}
