namespace CustomerService.Billing.Webhooks;

public sealed class IncomingEventTests
{
    [Theory]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":{"object":{"customer":"cus_1"}}}""", "cus_1")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":{"object":{"customer":{"id":"cus_1"}}}}""", "cus_1")]
    [InlineData("""{"id":"evt_1","type":"customer.deleted","created":1,"data":{"object":{"object":"customer","id":"cus_1"}}}""", "cus_1")]
    [InlineData("""{"id":"evt_1","type":"something.new","created":1,"data":{"object":[1]}}""", null)]
    [InlineData("""{"id":"evt_1","type":"v1.billing.meter.error_report_triggered","created":"2026-12-01T00:00:00Z"}""", null)]
    public void Should_Take_Events_Of_Every_Shape(string body, string? customer) =>
        IncomingEvent.Parse(body).ShouldNotBeNull().CustomerId.ShouldBe(customer);

    [Theory, InlineData(""), InlineData("[]"), InlineData("{}"), InlineData("""{"id":"evt_1"}"""), InlineData("""{"id":1,"type":"a"}""")]
    public void Should_Not_Take_What_Is_None(string body) => IncomingEvent.Parse(body).ShouldBeNull();
}
