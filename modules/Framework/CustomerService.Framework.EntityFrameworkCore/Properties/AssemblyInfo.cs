using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CustomerService.Framework.Hangfire")]

// Tests drive the queues by hand instead of waiting for their rounds.
[assembly: InternalsVisibleTo("CustomerService.TestBase")]
[assembly: InternalsVisibleTo("CustomerService.Framework.Tests")]
[assembly: InternalsVisibleTo("CustomerService.Notifications.Tests")]
[assembly: InternalsVisibleTo("CustomerService.Web")]
