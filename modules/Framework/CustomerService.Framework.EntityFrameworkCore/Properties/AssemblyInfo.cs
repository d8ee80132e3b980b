using System.Runtime.CompilerServices;

// Tests drive the queues by hand instead of waiting for their loops.
[assembly: InternalsVisibleTo("CustomerService.TestBase")]
[assembly: InternalsVisibleTo("CustomerService.Framework.Tests")]
[assembly: InternalsVisibleTo("CustomerService.Web")]
