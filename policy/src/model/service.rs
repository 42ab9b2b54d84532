//! Services, and what a load balancer in front of one does.

use std::vec;

use words::words;

use crate::gather::Gather as _;
use crate::json::{Json, Pointer};
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A Service.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// The object that it is.
    pub object: &'a Object<'a>,
}

/// One port of a Service.
#[derive(Debug, Clone, Copy)]
pub struct ServicePort<'a> {
    body: &'a Json<'a>,
    place: usize,
    is_partial: bool,
}

impl<'a> Service<'a> {
    /// Sees an object as a Service.
    pub fn of(object: &'a Object<'a>) -> Service<'a> {
        Service { object }
    }

    /// `spec.type`; absent means ClusterIP.
    ///
    /// # Errors
    /// A `spec` that is no object, or a type that is no text.
    pub fn service_type(&self) -> Result<&'a str, Unknown> {
        let spec = self.object.body.get("spec");
        match (spec, spec.get("type")) {
            (Json::Object(_), Json::Null) => Ok("ClusterIP"),
            (Json::Object(_), other) => {
                other.as_str().ok_or_else(|| Unknown::malformed(words!("`spec.type` is no text")))
            }
            _ => Err(Unknown::malformed(words!("`spec` is no object"))),
        }
    }

    /// Addresses of nodes that it also answers on, whatever its type.
    pub fn external_ips(&self) -> &'a [Json<'a>] {
        self.object.body.at(&["spec", "externalIPs"]).items()
    }

    /// Its ports, in order.
    #[inline(never)]
    pub fn ports(&self) -> vec::IntoIter<ServicePort<'a>> {
        let is_partial = self.object.drawn.is_some();
        let ports = self.object.body.at(&["spec", "ports"]).items().iter().enumerate();
        let all: Vec<_> =
            ports.map(|(place, body)| ServicePort { body, place, is_partial }).gathered();
        all.into_iter()
    }

    /// The port that answers on that number.
    pub fn port(&self, number: i64) -> Option<ServicePort<'a>> {
        self.ports().find(|port| port.number() == Some(number))
    }
}

impl<'a> ServicePort<'a> {
    /// The number that it answers on.
    pub fn number(&self) -> Option<i64> {
        self.body.get("port").as_integer()
    }

    /// Its name; empty where it has none.
    pub fn name(&self) -> &'a str {
        self.body.get("name").as_str().unwrap_or_default()
    }

    /// Where it sends to: a number or a port's name. Absent means the number that it answers on.
    ///
    /// # Errors
    /// The Service was drawn from values, and none decides it.
    pub fn target(&self) -> Result<&'a Json<'a>, Unknown> {
        match self.body.get("targetPort") {
            Json::Null if self.is_partial => {
                Err(Unknown::undecided(words!("`targetPort` of port `{}`", self.name())))
            }
            Json::Null => Ok(self.body.get("port")),
            target => Ok(target),
        }
    }

    /// The place of its target in the Service.
    pub fn target_pointer(&self) -> Pointer {
        Pointer::to(&["spec", "ports"]).index(self.place).key("targetPort")
    }
}

/// A certificate that a cloud's load balancer was given by an annotation of the Service.
#[derive(Debug, Clone, Copy)]
pub struct BalancerCertificate {
    /// The annotation that names the certificate.
    pub annotation: &'static str,
    /// The annotation that lists the ports that it is for; absent means every port (AWS), 443 (DigitalOcean).
    pub ports_annotation: &'static str,
    /// The annotation that says how the load balancer speaks to the router.
    pub protocol_annotation: &'static str,
    /// Whose load balancer it is.
    pub cloud: Cloud,
}

/// A cloud whose load balancers hold certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cloud {
    /// Amazon Web Services.
    Aws,
    /// DigitalOcean.
    DigitalOcean,
}

impl BalancerCertificate {
    /// Whether the load balancer encrypts again what it sends to the router. AWS' annotation names
    /// how it speaks to the router, DigitalOcean's how it is spoken to.
    pub fn encrypts_again(&self, service: &Object<'_>) -> bool {
        self.cloud == Cloud::Aws
            && matches!(service.annotation(self.protocol_annotation), Some("https" | "ssl"))
    }
}

/// Kubernetes' cloud provider for AWS, function buildListener; DigitalOcean's cloud controller. GCP's and
/// Azure's load balancers of a Service pass TCP through and hold no certificate.
static BALANCERS: [BalancerCertificate; 2] = [
    BalancerCertificate {
        annotation: "service.beta.kubernetes.io/aws-load-balancer-ssl-cert",
        ports_annotation: "service.beta.kubernetes.io/aws-load-balancer-ssl-ports",
        protocol_annotation: "service.beta.kubernetes.io/aws-load-balancer-backend-protocol",
        cloud: Cloud::Aws,
    },
    BalancerCertificate {
        annotation: "service.beta.kubernetes.io/do-loadbalancer-certificate-id",
        ports_annotation: "service.beta.kubernetes.io/do-loadbalancer-tls-ports",
        protocol_annotation: "service.beta.kubernetes.io/do-loadbalancer-protocol",
        cloud: Cloud::DigitalOcean,
    },
];

impl Service<'_> {
    /// The certificate that its load balancer holds, if an annotation gives it one.
    pub fn balancer_certificate(&self) -> Option<&'static BalancerCertificate> {
        BALANCERS.iter().find(|balancer| {
            self.object
                .annotation(balancer.annotation)
                .is_some_and(|value| !value.trim().is_empty())
        })
    }
}
